import { z } from 'zod'
import { AppError } from '../scanner/errors.ts'
import { withoutFeature } from './features.ts'
import { statusOf } from './github.ts'
import { BadInput } from './inputs.ts'
import { notOpened } from './not-scanned.ts'
import type { Runner } from './runner.ts'

/** Ends a run that something stopped which nobody waited for: red, with what is known of why. */
export const couldNotRun = (
  runner: Pick<Runner, 'output' | 'fail' | 'info' | 'summarize'>,
  error: unknown,
): Promise<void> => notOpened(runner, { mode: 'comment' }, reasonOf(error))

function reasonOf(error: unknown): string {
  if (error instanceof BadInput) return error.message
  if (error instanceof AppError) return `${error.message} ${error.todo}`
  // GitHub says it of everything that a token may not.
  if (statusOf(error) === 403)
    return `${withoutFeature('scan', { isFork: false })} GitHub said: ${String(error)}`
  if (error instanceof z.ZodError)
    return `GitHub sent something else than it documents. ${z.prettifyError(error)}`
  return String(error)
}
