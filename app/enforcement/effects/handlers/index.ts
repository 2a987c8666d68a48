import type { Handlers } from '../handler.ts'
import { checkRun } from './check-run.ts'
import { connect, disconnect } from './connections.ts'
import { pullComment } from './pull-comment.ts'

/** How each kind of effect is made; the compiler refuses to forget one. */
export const handlers: Handlers = { connect, disconnect, 'check-run': checkRun, 'pull-comment': pullComment }
