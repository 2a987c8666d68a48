import { escapeInvisible } from '../report/escape/visible.ts'
import { escapeLogLine } from '../report/escape/workflow-command.ts'

/** Text with names of others in it for the log of a run: on one line, and nothing that the runner obeys. */
export const logLine = (text: string): string => escapeLogLine(escapeInvisible(text))
