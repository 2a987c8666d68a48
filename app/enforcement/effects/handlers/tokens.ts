import type { Fact } from '../../../../policies/facts.ts'
import type { TokenState } from '../../github-writes.ts'
import type { NewMadeThing } from '../../leaving/made-thing.ts'
import { withoutPermission } from '../../secrets/secret-steps.ts'
import { judgedToken, tokenReason } from '../../tokens/plan-tokens.ts'
import type { TokenLimits } from '../../tokens/token-limits.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'
import { whileRoom } from '../while-room.ts'

type TokenEffect = EffectOf<'deny-token-request'> | EffectOf<'revoke-token'>

/** How tokens of one kind are read and answered. */
interface Door<One extends TokenEffect> {
  readonly permission: string
  /** What a person does instead. */
  readonly byHand: string
  readonly idOf: (effect: One) => number
  readonly list: () => Promise<Fact<readonly TokenState[]>>
  readonly send: (id: number, reason: string) => Promise<Fact<null>>
}

/** Refuses requests for fine-grained tokens, with the reason. */
export const denyTokenRequest: Handler<'deny-token-request'> = (effects, context) =>
  answerAll(effects, context, {
    permission: 'organization_personal_access_token_requests',
    byHand: 'deny it by hand: organization settings, Personal access tokens, Pending requests',
    idOf: ({ action }) => action.request,
    list: context.writer.tokens.requests,
    send: context.writer.tokens.deny,
  })

/** Revokes fine-grained tokens: nobody can take that back, and their owners make new ones. */
export const revokeToken: Handler<'revoke-token'> = (effects, context) =>
  answerAll(effects, context, {
    permission: 'organization_personal_access_tokens',
    byHand: 'revoke it by hand: organization settings, Personal access tokens, Active tokens',
    idOf: ({ action }) => action.token,
    list: context.writer.tokens.grants,
    send: context.writer.tokens.revoke,
  })

async function answerAll<One extends TokenEffect>(
  effects: readonly One[],
  context: HandlerContext,
  door: Door<One>,
): Promise<ReadonlyMap<string, Applied>> {
  const { organization, records } = context
  const all = (applied: Applied) => new Map(effects.map(({ id }) => [id, applied]))
  if (organization.installation.permissions[door.permission] !== 'write')
    return all({ state: 'manual', problem: withoutPermission(`${door.permission}: write`, door.byHand) })
  const { fineGrainedTokens } = (await records.governance(organization.id)).inForce.policy
  const results = new Map<string, Applied>()
  await whileRoom(effects, context, async (effect) => {
    const applied = await answerOne(effect, context, door, fineGrainedTokens)
    if (applied?.state === 'applied') await remember(effect, context, door.idOf(effect))
    if (applied) results.set(effect.id, applied)
  })
  return results
}

/** Each is read again just before it is answered: minutes may have passed since the first one. */
async function answerOne<One extends TokenEffect>(
  effect: One,
  { attempt, now }: HandlerContext,
  { idOf, list, send, byHand }: Door<One>,
  limits: TokenLimits | undefined,
): Promise<Applied | undefined> {
  const id = idOf(effect)
  const before = await list()
  if (!before.known) return { state: 'manual', problem: before.why }
  const token = before.value.find((one) => one.id === id)
  // What was tried before, by a process that did not live to see the answer, is taken for our own doing.
  if (!token) return { state: effect.attempts > 0 ? 'applied' : 'already-so' }
  const reason = limits && tokenReason(token, limits, now())
  if (reason === undefined) return { state: 'already-so', problem: 'it keeps to the limits by now' }
  if (judgedToken(token) !== effect.action.judged)
    return { state: 'already-so', problem: 'it is another one than was judged, and is judged anew' }
  if ((await attempt([effect])).length === 0) return undefined
  const answer = await send(id, reason)
  if (!answer.known) return { state: 'manual', problem: `${answer.why}; ${byHand}` }
  const after = await list()
  // Looked at again later: it stays planned.
  if (!after.known) return undefined
  const isThere = after.value.some((one) => one.id === id)
  return isThere ? { state: 'failed', problem: notSo } : { state: 'applied' }
}

/** What became of it is kept as something that Gatehouse did, and what is known of tokens is brought up to date. */
async function remember(
  { action }: TokenEffect,
  { organization, records, afterwards, now }: HandlerContext,
  id: number,
): Promise<void> {
  const isRequest = action.kind === 'deny-token-request'
  const thing: NewMadeThing = {
    organization: organization.id,
    repository: null,
    kind: 'token',
    reference: String(id),
    details: { answer: isRequest ? 'denied' : 'revoked' },
  }
  await records.note((recorder) => recorder.made(thing, now()))
  afterwards((recorder) => recorder.tokenGone(organization.id, isRequest ? 'request' : 'token', id))
}

const notSo = 'GitHub took the answer, and shows the token as it was'
