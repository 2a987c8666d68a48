import { z } from 'zod'
import type { WhoIs } from '../../enforcement/sign-in.ts'
import type { PersonReader } from './person-reader.ts'

const user = z.object({
  id: z.int().positive(),
  login: z.string().min(1),
  name: z.string().nullable(),
  avatar_url: z.url({ protocol: /^https?$/ }),
  type: z.string(),
})

export async function whoIs(read: PersonReader): Promise<WhoIs> {
  const answer = await read('/user', user)
  // An App may be forbidden what it is not: a person.
  if (answer.kind === 'refused' || answer.kind === 'forbidden') return { kind: 'refused' }
  if (answer.kind !== 'read') return { kind: 'unknown' }
  const { id, login, name, avatar_url: avatarUrl, type } = answer.value
  if (type !== 'User') return { kind: 'refused' }
  return { kind: 'person', person: { githubId: id, login, name: name ?? undefined, avatarUrl } }
}
