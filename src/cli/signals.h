#ifndef CLI_SIGNALS_H
#define CLI_SIGNALS_H

/*
 * A run that is stopped leaves nothing unfinished: INT, TERM, HUP and ABRT unlink the
 * temporary files and then have their usual effect. PIPE and XFSZ are ignored, so that
 * writing reports them.
 */
void cli_signals_install(void);

#endif
