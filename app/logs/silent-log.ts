import pino from 'pino'

/** For commands, which tell people on the terminal what there is to tell. */
export const silentLog = pino({ level: 'silent' })
