/* Compiled once for each header of src/: a header must stand on its own. */
#include HEADER

int main(void)
{
    return 0;
}
