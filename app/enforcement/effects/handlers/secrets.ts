import type { SharedSecretFact } from '../../inventory/facts.ts'
import { secretSteps, storePermissions, withoutPermission } from '../../secrets/secret-steps.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'
import { whileRoom } from '../while-room.ts'

type Kind = 'drop-secret' | 'give-secret'
type SecretEffect = EffectOf<Kind>
type Results = ReadonlyMap<string, Applied>

/** Takes repositories from the selected ones that get a secret of the organization. */
export const dropSecret: Handler<'drop-secret'> = (effects, context) =>
  change(effects, context, 'drop-secret')

/** Gives them back what was taken. */
export const giveSecret: Handler<'give-secret'> = (effects, context) =>
  change(effects, context, 'give-secret')

async function change(
  effects: readonly SecretEffect[],
  context: HandlerContext,
  kind: Kind,
): Promise<Results> {
  const results = new Map<string, Applied>()
  const keyOf = ({ action: { store, name } }: SecretEffect): string => `${store}/${name}`
  for (const key of new Set(effects.map(keyOf))) {
    const own = effects.filter((one) => keyOf(one) === key)
    for (const [id, result] of await changeOne(own, context, kind)) results.set(id, result)
  }
  return results
}

/** @param effects of one secret, at least one */
async function changeOne(
  effects: readonly SecretEffect[],
  context: HandlerContext,
  kind: Kind,
): Promise<Results> {
  const { action } = effects[0]!
  const { secrets } = context.writer
  const all = (applied: Applied): Results => new Map(effects.map(({ id }) => [id, applied]))
  const permission = storePermissions[action.store]
  if (context.organization.installation.permissions[permission] !== 'write')
    return all({ state: 'manual', problem: withoutPermission(`${permission}: write`, byHand[kind](action)) })
  const before = await secrets.read(action.store, action.name)
  if (!before.known) return all({ state: 'manual', problem: before.why })
  if (before.value?.visibility !== 'selected') {
    remember(context, action, before.value)
    return all(unselected(kind, action, before.value))
  }
  const results = new Map<string, Applied>()
  for (const one of effects)
    if (isSo(before.value, one, kind))
      // What was tried before, by a process that did not live to see the answer, is taken for our own doing.
      results.set(one.id, { state: one.attempts > 0 ? 'applied' : 'already-so' })
  const missing = effects.filter(({ id }) => !results.has(id))
  const sent = await send(missing, context, kind, results)
  const after = sent.length === 0 ? before : await secrets.read(action.store, action.name)
  // Looked at again later: it stays planned.
  if (!after.known) return results
  for (const one of sent)
    results.set(
      one.id,
      isSo(after.value, one, kind) ? { state: 'applied' } : { state: 'failed', problem: notSo },
    )
  remember(context, action, after.value)
  return results
}

async function send(
  effects: readonly SecretEffect[],
  context: HandlerContext,
  kind: Kind,
  results: Map<string, Applied>,
): Promise<readonly SecretEffect[]> {
  const { take, give } = context.writer.secrets
  const sent: SecretEffect[] = []
  await whileRoom(effects, context, async (one) => {
    // One by one: what is not wanted any more by then is not sent.
    if ((await context.attempt([one])).length === 0) return
    const { action } = one
    const answer = await (kind === 'drop-secret' ? take : give)(action, action.githubId)
    if (answer.known) sent.push(one)
    else results.set(one.id, { state: 'manual', problem: answer.why })
  })
  return sent
}

const isSo = (secret: SharedSecretFact | null, { action }: SecretEffect, kind: Kind): boolean =>
  (secret?.repositories.known === true && secret.repositories.value.has(action.githubId)) ===
  (kind === 'give-secret')

/** It is gone, or given to all of a kind. */
function unselected(kind: Kind, action: SecretEffect['action'], secret: SharedSecretFact | null): Applied {
  if (secret === null) return { state: 'already-so', problem: `there is no ${action.name} any more` }
  if (kind === 'give-secret') return { state: 'already-so' }
  const { store, name } = action
  const problem = secretSteps({ of: 'organization', store, name, githubId: null, isProof: true })
  return { state: 'manual', problem }
}

/** What was read now is what is known from now on: the next decision must not rest on what was. */
const remember = (
  { organization, afterwards }: HandlerContext,
  { store, name }: SecretEffect['action'],
  secret: SharedSecretFact | null,
): void =>
  afterwards((recorder) => recorder.sharedSecret(organization.id, { store, name }, secret ?? undefined))

const byHand: Readonly<Record<Kind, (action: SecretEffect['action']) => string>> = {
  'drop-secret': (action) => secretSteps({ ...action, of: 'organization', isProof: true }),
  'give-secret': ({ name }) => `add the repository to those that get ${name}`,
}

const notSo = 'GitHub took the change, and shows the secret as it was'
