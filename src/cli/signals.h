#ifndef CLI_SIGNALS_H
#define CLI_SIGNALS_H

/*
 * A run that is stopped leaves nothing unfinished: INT, TERM, HUP, QUIT, XCPU and ABRT
 * unlink the temporary files and then have their usual effect. BUS, of a mapped file that
 * another program cuts, ends the run with a message, [file-read]. PIPE and XFSZ are
 * ignored, so that writing reports them.
 */
void cli_signals_install(void);

#endif
