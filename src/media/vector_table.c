#include "media/vector_rules.h"

#include <stdlib.h>
#include <string.h>

/* Sorted by name, as strcmp has it. */

static const struct media_vector_element elements[] = {
    {"circle", false},
    {"clipPath", false},
    {"defs", false},
    {"desc", true},
    {"ellipse", false},
    {"feBlend", false},
    {"feColorMatrix", false},
    {"feComponentTransfer", false},
    {"feComposite", false},
    {"feDistantLight", false},
    {"feFlood", false},
    {"feFuncA", false},
    {"feFuncB", false},
    {"feFuncG", false},
    {"feFuncR", false},
    {"feGaussianBlur", false},
    {"feMerge", false},
    {"feMergeNode", false},
    {"feOffset", false},
    {"fePointLight", false},
    {"feSpotLight", false},
    {"feTile", false},
    {"filter", false},
    {"g", false},
    {"image", false},
    {"line", false},
    {"linearGradient", false},
    {"marker", false},
    {"mask", false},
    {"path", false},
    {"pattern", false},
    {"polygon", false},
    {"polyline", false},
    {"radialGradient", false},
    {"rect", false},
    {"stop", false},
    {"style", true},
    {"svg", false},
    {"switch", false},
    {"symbol", false},
    {"text", true},
    {"textPath", true},
    {"title", true},
    {"tspan", true},
    {"use", false},
};

static const char *const attributes[] = {
    "alignment-baseline", "amplitude", "azimuth", "baseline-shift", "clip", "clip-path",
    "clip-rule", "clipPathUnits", "color", "color-interpolation",
    "color-interpolation-filters", "cx", "cy", "d", "direction", "display",
    "dominant-baseline", "dx", "dy", "elevation", "exponent", "fill", "fill-opacity",
    "fill-rule", "filter", "filterUnits", "flood-color", "flood-opacity", "font-family",
    "font-size", "font-stretch", "font-style", "font-variant", "font-weight", "fr", "fx",
    "fy", "gradientTransform", "gradientUnits", "height", "image-rendering", "in", "in2",
    "intercept", "k1", "k2", "k3", "k4", "lengthAdjust", "letter-spacing",
    "limitingConeAngle", "marker-end", "marker-mid", "marker-start", "markerHeight",
    "markerUnits", "markerWidth", "mask", "maskContentUnits", "maskUnits", "method",
    "mode", "offset", "opacity", "operator", "orient", "overflow", "pathLength",
    "patternContentUnits", "patternTransform", "patternUnits", "points", "pointsAtX",
    "pointsAtY", "pointsAtZ", "preserveAspectRatio", "primitiveUnits", "r", "refX",
    "refY", "result", "rotate", "rx", "ry", "shape-rendering", "slope", "spacing",
    "specularExponent", "spreadMethod", "startOffset", "stdDeviation", "stop-color",
    "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width",
    "surfaceScale", "systemLanguage", "tableValues", "text-anchor", "text-decoration",
    "text-rendering", "textLength", "transform", "type", "unicode-bidi", "values",
    "vector-effect", "viewBox", "visibility", "width", "word-spacing", "writing-mode",
    "x", "x1", "x2", "y", "y1", "y2", "z",
};

static int compare(const void *name, const void *entry)
{
    return strcmp(name, *(const char *const *)entry);
}

const struct media_vector_element *media_vector_element(const char *name)
{
    return bsearch(name, elements, sizeof elements / sizeof *elements, sizeof *elements,
                   compare);
}

bool media_vector_attribute(const char *name)
{
    return bsearch(name, attributes, sizeof attributes / sizeof *attributes,
                   sizeof *attributes, compare) != NULL;
}
