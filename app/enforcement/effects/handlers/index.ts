import type { Handlers } from '../handler.ts'
import { connect, disconnect } from './connections.ts'

/** How each kind of effect is made; the compiler refuses to forget one. */
export const handlers: Handlers = { connect, disconnect }
