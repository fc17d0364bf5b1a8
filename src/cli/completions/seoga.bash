# bash completion for seoga
_seoga()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}

    case $previous in
    --page) COMPREPLY=($(compgen -W 'a4 a5 sinkuk b6' -- "$current")); return ;;
    --theme) COMPREPLY=($(compgen -W 'default print large' -- "$current") $(compgen -f -X '!*.yaml' -- "$current")); return ;;
    --profile) COMPREPLY=($(compgen -W 'generic kindle kobo apple' -- "$current")); return ;;
    --conforms-to) COMPREPLY=($(compgen -W 'A AA AAA' -- "$current")); return ;;
    --images) COMPREPLY=($(compgen -W 'original ereader' -- "$current")); return ;;
    --breaks) COMPREPLY=($(compgen -W 'eojeol syllable hybrid' -- "$current")); return ;;
    --to) COMPREPLY=($(compgen -W 'epub pdf epub,pdf' -- "$current")); return ;;
    --progress) COMPREPLY=($(compgen -W 'auto always never' -- "$current")); return ;;
    --diagnostics) COMPREPLY=($(compgen -W 'text json' -- "$current")); return ;;
    -d | --directory | --font-dir | --site | --cache) COMPREPLY=($(compgen -d -- "$current")); return ;;
    --follow) COMPREPLY=($(compgen -f -X '!*.md' -- "$current") $(compgen -d -S / -- "$current")); return ;;
    -o | --output | --cover | --depfile) COMPREPLY=($(compgen -f -- "$current")); return ;;
    --site-url | --title | --author | --lang | --identifier | --series | --certified-by | --fetch-seconds | -j | --jobs) return ;;
    esac
    if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '-o --output --to -d --directory --force --depfile --page --theme --breaks --print --booklet --font-dir --site --site-url --follow --keep-stubs --no-sandbox --list --title --author --lang
            --cover --series --profile --conforms-to --certified-by --embed-fonts
            --images --grey --identifier --fetch --cache --offline --refresh --fetch-private --fetch-seconds
            --keep-furniture -j --jobs --strict -q --quiet -v --verbose --diagnostics --progress
            --dump-tree --dump-pages --dump-tags --version --help' -- "$current"))
    else
        COMPREPLY=($(compgen -f -X '!*.@(md|yaml|yml)' -- "$current") $(compgen -d -S / -- "$current"))
    fi
}
complete -o filenames -F _seoga seoga
