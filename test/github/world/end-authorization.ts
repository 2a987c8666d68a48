import type { World } from './world.ts'

/** Ends all that a person gave an App: tokens, what renews them, and codes that were not exchanged yet. */
export function endAuthorization({ credentials, signInCodes }: World, appId: number, userId: number): void {
  for (const [token, one] of credentials)
    if (
      (one.kind === 'user-to-server' || one.kind === 'refresh') &&
      one.appId === appId &&
      one.userId === userId
    )
      credentials.delete(token)
  for (const [code, one] of signInCodes)
    if (one.appId === appId && one.userId === userId) signInCodes.delete(code)
}
