#include "media/vector.h"
#include "media/vector_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>

#define XMLNS "xmlns='http://www.w3.org/2000/svg'"
#define HEAD                                     \
    "<svg xmlns=\"http://www.w3.org/2000/svg\" " \
    "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\""
#define BOX " viewBox=\"0 0 9 9\""

/* What stands inside <svg viewBox="0 0 9 9"> and what is left of it. */
static const struct {
    const char *in, *out;
} cases[] = {
    {"<g><rect width='1' height='2'/></g>", "<g><rect width=\"1\" height=\"2\"/></g>"},
    /* what acts */
    {"<script>alert(1)</script><g/>", "<g/>"},
    {"<g onclick='x()' onload='y()'/>", "<g/>"},
    {"<animate attributeName='href'/><set to='javascript:x'/><g/>", "<g/>"},
    {"<foreignObject><b xmlns='http://www.w3.org/1999/xhtml'>x</b></foreignObject>",
     ""},
    {"<handler xmlns='http://www.w3.org/2001/xml-events'>x</handler>", ""},
    {"<?xml-stylesheet href='http://a.example/x.css'?><g/>", "<g/>"},
    {"<a href='javascript:x'><g/></a>", "<g><g/></g>"},
    {"<text>a<a href='#x'>b</a></text>", "<text>a<tspan>b</tspan></text>"},
    /* what reaches out */
    {"<image href='http://a.example/x.png'/>", ""},
    {"<image href='file:///etc/passwd'/>", ""},
    {"<image href='x.png'/>", ""},
    {"<image xlink:href='data:image/svg+xml;base64,AAAA'/>", ""},
    {"<image xlink:href='data:text/html,x'/>", ""},
    {"<image xlink:href='data:image/png;base64,AA\"AA'/>", ""},
    {"<image xlink:href=' data:image/png;base64,AAAA'/>",
     "<image xlink:href=\"data:image/png;base64,AAAA\"/>"},
    {"<use href='other.svg#x'/><g id='x'/><use href='#x'/><use xlink:href='#x'/>",
     "<g id=\"x\"/><use xlink:href=\"#x\"/><use xlink:href=\"#x\"/>"},
    {"<use href=''><title>x</title></use>", ""},
    {"<use href='#x' xlink:href='#y'/><g id='x'/>",
     "<use xlink:href=\"#x\"/><g id=\"x\"/>"},
    {"<use xlink:href='#y' href='#x'/><g id='x'/>",
     "<use xlink:href=\"#x\"/><g id=\"x\"/>"},
    {"<rect fill=' url(#a)'/><pattern id='a'/>",
     "<rect fill=\"url(#a)\"/><pattern id=\"a\"/>"},
    {"<rect fill='url( \"#a\" ) red'/><linearGradient id='a'/>",
     "<rect fill=\"url(#a) red\"/><linearGradient id=\"a\"/>"},
    {"<rect fill='url(http://a.example/#a)'/>", "<rect/>"},
    {"<rect fill='url( \"#a url( \"#b\" ) : url( \"#c\" \" )'/>", "<rect/>"},
    {"<rect fill='url(#a(#b)c)'/>", "<rect/>"},
    {"<rect fill='uRl(//a.example)'/>", "<rect/>"},
    {"<rect fill='u\\72l(x)'/>", "<rect/>"},
    {"<rect fill='url(#a'/>", "<rect/>"},
    {"<g style='fill:red;background:url(x.png);stroke : blue'/>",
     "<g style=\"fill: red; stroke: blue\"/>"},
    {"<g style='-moz-binding:url(#x);behavior:url(#y)'/>", "<g/>"},
    {"<g style='font-family:\"a;b\";fill:red'/>",
     "<g style=\"font-family: &quot;a;b&quot;; fill: red\"/>"},
    {"<g style='font-family:\"a&#9;b\"' class='a&#10;b&#13;c'/>",
     "<g style=\"font-family: &quot;a b&quot;\" class=\"a b c\"/>"},
    {"<text>a\nb&#13;c&#9;d</text>", "<text>a\nb c d</text>"},
    {"<g style='mask: image-set(\"x\" 1x)'/>", "<g/>"},
    {"<style>@import url(http://a.example/x.css); .a { fill: red }</style>",
     "<style>.a { fill: red }\n</style>"},
    {"<style>@media print { .a { fill: red } } .b{fill:blue}</style>",
     "<style>.b { fill: blue }\n</style>"},
    {"<style>@font-face { src: url(x) } .b/* x */{fill:blue;cursor:url(x)}</style>",
     "<style>.b { fill: blue }\n</style>"},
    {"<style><![CDATA[ g > .a { fill: red } ]]></style>",
     "<style>g &gt; .a { fill: red }\n</style>"},
    {"<style>.a { fill: \\75rl(x) } .b { fill: red </style>",
     "<style>.b { fill: red }\n</style>"},
    {"<style>.a { fill: red } .b { fill: \"red } .c { fill: blue }</style>",
     "<style>.a { fill: red }\n</style>"},
    {"<g style='fill:rgb(1,2,3;stroke:red'/><g style='fill:red);stroke:red'/>",
     "<g/><g style=\"stroke: red\"/>"},
    {"<style>a { fill: red }<g/><style>b { fill: red "
     "}</style></style><title>a<g/>b</title>",
     "<style>a { fill: red }\n</style><title>ab</title>"},
    {"<g style='a:\"url(x)\"/**/;b:\"url(x)\"'/>",
     "<g style=\"b: &quot;url(x)&quot;\"/>"},
    {"<g style='a:\"&#10;;b:url(x);c:\"'/>", "<g/>"},
    {"<style>//**/* ' */ a{fill:red} b{fill:url(x)} '</style>", "<style></style>"},
    /* names */
    {"<g id='a'/><g id='a'/>", "<g id=\"a\"/><g/>"},
    {"<g id='a b'/><g id='a_20b'/>", "<g id=\"a_20b\"/><g/>"},
    /* references to what is not there, or is nothing to show or to paint with */
    {"<use href='#x' x='1'/><use href='#z'/><foreignObject id='z'/>",
     "<use x=\"1\"/><use/>"},
    {"<use href='#p'/><use href='#c'/><pattern id='p'/><clipPath id='c'/>",
     "<use/><use/><pattern id=\"p\"/><clipPath id=\"c\"/>"},
    {"<rect fill='url(#x)' stroke='url(#r) #111' id='r'/>",
     "<rect fill=\"none\" stroke=\"#111\" id=\"r\"/>"},
    {"<g clip-path='url(#x)' style='fill:url(#x)'/>",
     "<g clip-path=\"url(#x)\" style=\"fill: url(#x)\"/>"},
    {"<g id='1 b'/><use href='#1 b'/>",
     "<g id=\"_1_20b\"/><use xlink:href=\"#_1_20b\"/>"},
    {"<g id='가'/><g clip-path='url(#가)'/>",
     "<g id=\"__EA_B0_80\"/><g clip-path=\"url(#__EA_B0_80)\"/>"},
    /* what editors leave */
    {"<metadata>x</metadata><i:b xmlns:i='http://i.example'><g/></i:b><g i:c='d' "
     "xmlns:i='http://i.example' data-x='y'/>",
     "<g/>"},
    {"\n <g>\n stray </g>", "<g/>"},
    {"<text xml:space='preserve'> &lt;a&amp; </text>",
     "<text xml:space=\"preserve\"> &lt;a&amp; </text>"},
    {"<switch><foreignObject/><text>b</text></switch>",
     "<switch><text>b</text></switch>"},
    {"<switch><g requiredExtensions='http://a.example'/><text>b</text></switch>",
     "<switch><text>b</text></switch>"},
};

static void only_the_allowed_is_left(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf in = {0}, out = {0}, meant = {0};

        buf_printf(&in,
                   "<svg " XMLNS " xmlns:xlink='http://www.w3.org/1999/xlink' "
                   "viewBox='0 0 9 9'>%s</svg>",
                   cases[i].in);
        buf_printf(&meant, *cases[i].out ? HEAD BOX ">%s</svg>\n" : HEAD BOX "/>\n",
                   cases[i].out);
        assert_int_equal(media_vector_clean(in.data, in.len, &out), MEDIA_GOOD);
        assert_string_equal(buf_str(&out), meant.data);
        buf_release(&in);
        buf_release(&meant);
        buf_clear(&out);
        buf_release(&out);
    }
}

static enum media_verdict verdict_of(const char *svg, struct buf *out)
{
    buf_clear(out);
    return media_vector_clean(svg, strlen(svg), out);
}

static void entities_stay_small(void **state)
{
    struct buf out = {0}, lots = {0};

    (void)state;
    assert_int_equal(
        verdict_of("<!DOCTYPE svg [<!ENTITY ns \"http://www.w3.org/2000/svg\">"
                   "]><svg xmlns='&ns;'/>",
                   &out),
        MEDIA_GOOD);
    assert_null(strstr(out.data, "DOCTYPE"));
    assert_int_equal(verdict_of("<!DOCTYPE svg [<!ENTITY a \"lol\"><!ENTITY b "
                                "\"&a;&a;&a;\">]><svg><text>&b;</text></svg>",
                                &out),
                     MEDIA_DAMAGED);
    assert_int_equal(out.len, 0);
    assert_int_equal(
        verdict_of("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">"
                   "]><svg><text>&a;</text></svg>",
                   &out),
        MEDIA_GOOD);
    assert_null(strstr(out.data, "root"));
    buf_puts(&lots, "<!DOCTYPE svg [<!ENTITY a \"");
    for (int i = 0; i < 990; i++)
        buf_putc(&lots, 'x');
    buf_puts(&lots, "\">]><svg><text>");
    for (int i = 0; i < 100000; i++)
        buf_puts(&lots, "&a;");
    buf_puts(&lots, "</text></svg>");
    assert_int_equal(verdict_of(lots.data, &out), MEDIA_DAMAGED);
    buf_release(&lots);
    buf_release(&out);
}

static void what_is_no_drawing_is_told(void **state)
{
    struct buf out = {0};

    (void)state;
    assert_int_equal(verdict_of("<html><svg/></html>", &out), MEDIA_UNKNOWN);
    assert_int_equal(verdict_of("<html/>", &out), MEDIA_UNKNOWN);
    assert_int_equal(verdict_of("<svg><g></svg>", &out), MEDIA_DAMAGED);
    assert_int_equal(verdict_of("<svg a='1' a='2'/>", &out), MEDIA_DAMAGED);
    assert_int_equal(verdict_of("", &out), MEDIA_DAMAGED);
    assert_int_equal(out.len, 0);
    buf_release(&out);
}

/* Deep nesting is cut, a million elements are refused. */
static void limits_hold(void **state)
{
    struct buf in = {0}, out = {0};

    (void)state;
    buf_puts(&in, "<svg>");
    for (int i = 0; i < 90000; i++)
        buf_puts(&in, "<g>");
    for (int i = 0; i < 90000; i++)
        buf_puts(&in, "</g>");
    buf_puts(&in, "</svg>");
    assert_int_equal(verdict_of(in.data, &out), MEDIA_GOOD);
    assert_true(out.len < 2000);
    buf_clear(&in);
    buf_puts(&in, "<svg>");
    for (int i = 0; i < 1000000; i++)
        buf_puts(&in, "<g/>");
    buf_puts(&in, "</svg>");
    assert_int_equal(verdict_of(in.data, &out), MEDIA_TOO_LARGE);
    buf_release(&in);
    buf_release(&out);
}

static void sizes_are_read(void **state)
{
    static const struct {
        const char *attributes;
        int width, height; /* hundredths of a px */
    } sizes[] = {
        {"width='20' height='10px'", 2000, 1000},
        {"width='1in' height='72pt'", 9600, 9600},
        {"width='25.4mm' height='2.54cm' viewBox='0 0 7 9'", 9600, 9600},
        {"viewBox='0 0 40 30'", 4000, 3000},
        {"viewBox='0,0,40,30' width='100%' height='100%'", 4000, 3000},
        {"viewBox='0 0 40 30' width='20'", 2000, 1500},
        {"viewBox='0 0 40 30' height='60'", 8000, 6000},
        {"", 30000, 15000},
        {"viewBox='0 0 0 30'", 30000, 15000},
        {"width='-5' height='nan'", 30000, 15000},
        {"width='inf' height='1e999'", 30000, 15000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct media_vector_size size;
        struct buf svg = {0};

        buf_printf(&svg, "<svg " XMLNS " %s><g></svg>", sizes[i].attributes);
        assert_true(media_vector_size(svg.data, svg.len, &size));
        assert_int_equal((int)(size.width * 100 + 0.5), sizes[i].width);
        assert_int_equal((int)(size.height * 100 + 0.5), sizes[i].height);
        buf_release(&svg);
    }
    assert_int_equal(media_vector_height(&(struct media_vector_size){1000, 1}, 10), 1);
    assert_int_equal(media_vector_height(&(struct media_vector_size){30, 20}, 60), 40);
}

/* The tables are searched by halves, so they must be in order. */
static void tables_are_sorted(void **state)
{
    static const char *const elements[] = {
        "circle", "clipPath", "defs",           "desc",           "feBlend",  "feTile",
        "filter", "g",        "image",          "linearGradient", "marker",   "mask",
        "path",   "pattern",  "radialGradient", "rect",           "stop",     "style",
        "svg",    "switch",   "symbol",         "text",           "textPath", "title",
        "tspan",  "use"};
    static const char *const attributes[] = {"alignment-baseline",
                                             "clip",
                                             "clip-path",
                                             "clipPathUnits",
                                             "color",
                                             "cx",
                                             "d",
                                             "fill",
                                             "fill-rule",
                                             "filter",
                                             "filterUnits",
                                             "font-size",
                                             "fx",
                                             "gradientUnits",
                                             "in",
                                             "in2",
                                             "k1",
                                             "letter-spacing",
                                             "marker-end",
                                             "markerHeight",
                                             "mask",
                                             "mode",
                                             "offset",
                                             "opacity",
                                             "pathLength",
                                             "points",
                                             "pointsAtX",
                                             "preserveAspectRatio",
                                             "r",
                                             "refX",
                                             "rx",
                                             "spreadMethod",
                                             "stdDeviation",
                                             "stop-color",
                                             "stroke",
                                             "stroke-width",
                                             "tableValues",
                                             "text-anchor",
                                             "textLength",
                                             "transform",
                                             "type",
                                             "values",
                                             "viewBox",
                                             "width",
                                             "x",
                                             "x1",
                                             "y2",
                                             "z"};

    (void)state;
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        assert_non_null(media_vector_element(elements[i]));
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        assert_true(media_vector_attribute(attributes[i]));
    assert_null(media_vector_element("script"));
    assert_false(media_vector_attribute("onload"));
    assert_false(media_vector_attribute("href"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_allowed_is_left),
        cmocka_unit_test(entities_stay_small),
        cmocka_unit_test(what_is_no_drawing_is_told),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(sizes_are_read),
        cmocka_unit_test(tables_are_sorted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
