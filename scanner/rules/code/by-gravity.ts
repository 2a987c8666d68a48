import { severities } from '../../engine/rule.ts'
import type { CodeVerdict } from './code-rule.ts'

/** The gravest first; of several things that one place is used for it is the one to tell. */
export const byGravity = (a: CodeVerdict, b: CodeVerdict): number => rank(b) - rank(a)

const rank = ({ severity = 'info' }: CodeVerdict): number => severities.indexOf(severity)
