#include "media/orient.h"

#include <string.h>

/* Where the pixels of a turned picture come from: a start and a stride for each way. */
struct turn {
    ptrdiff_t start, along, down; /* in pixels */
    int width, height;            /* of the result */
};

static struct turn turn_of(int width, int height, int orientation)
{
    bool lying = orientation >= 5; /* rows become columns */
    bool from_right =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    bool from_bottom =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    ptrdiff_t x = from_right ? -1 : 1, y = from_bottom ? -width : width;

    return (struct turn){(from_right ? width - 1 : 0) +
                             (from_bottom ? (ptrdiff_t)width * (height - 1) : 0),
                         lying ? y : x, lying ? x : y, lying ? height : width,
                         lying ? width : height};
}

static void turn_plane(struct buf *plane, const struct turn *t, size_t n)
{
    const char *from = plane->data;
    struct buf turned = {0};
    char *to;

    if (plane->len == 0)
        return;
    to = buf_reserve(&turned, plane->len);
    for (int y = 0; y < t->height; y++)
        for (int x = 0; x < t->width; x++, to += n)
            memcpy(to, from + (t->start + y * t->down + x * t->along) * (ptrdiff_t)n,
                   n);
    buf_commit(&turned, plane->len);
    buf_release(plane);
    *plane = turned;
}

void media_pixels_orient(struct media_pixels *p, int orientation)
{
    struct turn t;

    if (orientation < 2 || orientation > 8)
        return;
    t = turn_of(p->width, p->height, orientation);
    turn_plane(&p->colour, &t, (size_t)p->components);
    turn_plane(&p->alpha, &t, 1);
    p->width = t.width;
    p->height = t.height;
}
