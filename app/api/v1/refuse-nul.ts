import { AppError } from '../../../scanner/errors.ts'
import type { ApiServer } from './route.ts'

/** PostgreSQL keeps no text with a NUL in it, and nobody means one. Source: its documentation, 8.3, "Character Types". */
export function refuseNul(api: ApiServer): void {
  api.addHook('preValidation', async ({ params, query, body }) => {
    if (JSON.stringify([params, query, body ?? null]).includes(String.raw`\u0000`))
      throw new AppError('invalid-request', 'A text holds a NUL character.')
  })
}
