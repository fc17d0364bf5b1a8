#!/bin/bash
# Makes the files of this folder from Debian 12's font packages:
#   apt-get install libharfbuzz-bin python3 fonts-noto-cjk fonts-noto-cjk-extra fonts-noto-core \
#                   fonts-noto-extra fonts-noto-color-emoji fonts-naver-d2coding
set -euo pipefail
cd "$(dirname "$0")"
cjk=/usr/share/fonts/opentype/noto
noto=/usr/share/fonts/truetype/noto

# The Hanja of KS X 1001: rows 74 to 93 of its table, which EUC-KR holds at CA A1 to FD FE.
hanja=$(python3 -c '
print(",".join("%04X" % ord(bytes((r, c)).decode("euc_kr")) for r in range(0xCA, 0xFE) for c in range(0xA1, 0xFF)))')

# Latin, IPA, Greek, Cyrillic, jamo, punctuation, symbols, kana, enclosed and full-width forms, modern Hangul.
korean=0020-007E,00A0-036F,0370-03FF,0400-052F,1100-11FF,1E00-1EFF,2000-206F,2070-209F,20A0-20CF,2100-218F,2190-21FF
korean+=,2200-22FF,2300-23FF,2460-24FF,2500-257F,2580-259F,25A0-25FF,2600-26FF,2700-27BF,2985-2986,3000-303F
korean+=,3041-30FF,3131-318E,3200-33FF,A960-A97C,AC00-D7A3,D7B0-D7FB,F900-FA0B,FB00-FB04,FE10-FE1F,FE30-FE4F,FF01-FFEE

for style in Regular Bold; do
    for family in Serif Sans; do
        hb-subset --face-index=1 --retain-gids --no-hinting --layout-features='*' --unicodes="$korean,$hanja" \
            --output-file="Noto${family}KR-$style.otf" "$cjk/Noto${family}CJK-$style.ttc"
    done
done

latin=0020-007E,00A0-036F,0370-03FF,0400-052F,1E00-1EFF,2000-206F,2070-209F,20A0-20CF,2100-218F,FB00-FB04
for style in Italic BoldItalic; do
    for family in Serif Sans; do
        hb-subset --no-hinting --layout-features='*' --unicodes="$latin" \
            --output-file="Noto$family-$style.ttf" "$noto/Noto$family-$style.ttf"
    done
done

cp /usr/share/fonts/truetype/naver-d2coding/D2Coding-Ver1.3.2-20180524-all.ttc D2Coding.ttc
cp "$noto/NotoSansSymbols-Regular.ttf" "$noto/NotoSansSymbols2-Regular.ttf" "$noto/NotoSansMath-Regular.ttf" .
cp "$noto/NotoColorEmoji.ttf" .
cp /usr/share/hyphen/hyph_en_US.dic .
cp /usr/share/doc/hyphen-en-us/copyright hyph_en_US.copyright
chmod 644 ./*.otf ./*.ttf ./*.ttc
