#ifndef TEXT_LINEBREAK_TABLE_H
#define TEXT_LINEBREAK_TABLE_H

#include <stdint.h>

/* Line breaking classes (UAX #14 table 1) after rule LB1; the order is
 * linebreak_table.py's. */
enum linebreak_class {
    LB_AL,
    LB_BK,
    LB_CR,
    LB_LF,
    LB_NL,
    LB_SP,
    LB_ZW,
    LB_CM,
    LB_ZWJ,
    LB_WJ,
    LB_GL,
    LB_CL,
    LB_CP,
    LB_EX,
    LB_IS,
    LB_SY,
    LB_OP,
    LB_QU,
    LB_QU_PI,
    LB_QU_PF,
    LB_NS,
    LB_BA,
    LB_HY,
    LB_BB,
    LB_B2,
    LB_CB,
    LB_HL,
    LB_NU,
    LB_PR,
    LB_PO,
    LB_ID,
    LB_EB,
    LB_EM,
    LB_IN,
    LB_JL,
    LB_JV,
    LB_JT,
    LB_H2,
    LB_H3,
    LB_RI,
    LB_DASH /* not in the table: a Korean dash, which may end a line but not begin one
             */
};

#define LINEBREAK_CLASS   0x3F
#define LINEBREAK_WIDE    0x40
#define LINEBREAK_PICTURE 0x80

extern const uint8_t linebreak_index[];
extern const uint8_t linebreak_blocks[];

/* Class and flags of a code point. */
static inline uint8_t linebreak_lookup(uint32_t cp)
{
    return linebreak_blocks[linebreak_index[cp >> 7] * 128 + (cp & 127)];
}

#endif
