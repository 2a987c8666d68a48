import { createVerify } from 'node:crypto'
import { minute, second } from '../clock.ts'
import { Refusal } from '../server/refusal.ts'
import type { App } from '../world/entities.ts'
import type { World } from '../world/world.ts'

interface Claims {
  readonly iss?: unknown
  readonly iat?: unknown
  readonly exp?: unknown
}

/**
 * The App that signed a token, by GitHub's rules: RS256, issued by the App's id or client id, `iat` not in the future,
 * `exp` at most ten minutes from now. `@octokit/auth-app` corrects its clock when it reads these very messages.
 */
export function appOfToken(world: World, token: string): App {
  const [head, body, signature] = token.split('.')
  const header: { readonly alg?: unknown } | undefined = decode(head)
  const claims: Claims | undefined = decode(body)
  if (header?.alg !== 'RS256' || claims === undefined || signature === undefined) throw undecodable()
  const app = [...world.apps.values()].find(
    ({ id, clientId }) => String(id) === String(claims.iss) || clientId === claims.iss,
  )
  if (app === undefined) throw new Refusal(404, 'Integration not found')
  if (!isSigned(app, `${head}.${body}`, signature)) throw undecodable()
  checkTimes(claims, world.clock.now())
  return app
}

function checkTimes({ iat, exp }: Claims, now: number): void {
  if (typeof iat !== 'number' || !Number.isInteger(iat) || iat * second > now + second)
    throw new Refusal(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    )
  if (typeof exp !== 'number' || exp * second <= now)
    throw new Refusal(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    )
  if (exp * second > now + 10 * minute + second)
    throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future")
}

const isSigned = (app: App, text: string, signature: string): boolean =>
  createVerify('RSA-SHA256').update(text).verify(app.publicKey, Buffer.from(signature, 'base64url'))

/** All fields are still to be checked. */
function decode(part: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: Readonly<Record<string, unknown>> = JSON.parse(
      Buffer.from(part ?? '', 'base64url').toString('utf8'),
    )
    return value
  } catch {
    // Not JSON: the caller says what that means.
    return undefined
  }
}

const undecodable = (): Refusal => new Refusal(401, 'A JSON web token could not be decoded')
