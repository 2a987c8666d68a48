import type { Assistant } from './assistant.ts'
import { claude } from './claude.ts'

/** Every assistant that is recognised. To add one: a file like claude.ts, and a line here. */
export const assistants: readonly Assistant[] = [claude]
