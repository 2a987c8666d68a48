import { z } from 'zod'
import { type Fact, unknown } from '../../policies/facts.ts'
import type { InstallationFact } from '../enforcement/inventory/facts.ts'
import type { ApiClient } from './api-client.ts'
import type { SelectionReader } from './selections.ts'

const installation = z.object({
  id: z.number(),
  app_id: z.number(),
  app_slug: z.string(),
  repository_selection: z.enum(['all', 'selected']),
  suspended_at: z.string().nullable(),
  permissions: z.record(z.string(), z.string()),
})

/** What is asked of which repositories an App is given to, and of which Apps: it is asked only where it matters. */
export interface InstallationsReading {
  readonly org: string
  readonly isTelling: (app: { readonly slug: string; readonly id: number }) => boolean
  readonly readSelection: SelectionReader
}

/** Every App on the organization, ours too. */
export async function readInstallations(
  client: ApiClient,
  { org, isTelling, readSelection }: InstallationsReading,
): Promise<readonly InstallationFact[]> {
  const all = await client.list('GET /orgs/{org}/installations', { org }, installation, 'installations')
  const facts: InstallationFact[] = []
  for (const one of all) {
    const { id, app_id: appId, app_slug: slug, repository_selection: selection } = one
    const repositories: Fact<ReadonlySet<number>> =
      selection === 'selected' && isTelling({ slug, id: appId })
        ? await readSelection(org, id)
        : unknown(selection === 'all' ? 'it is on all of them' : 'nobody asks about this App')
    const isSuspended = one.suspended_at !== null
    facts.push({ id, appId, slug, selection, isSuspended, permissions: one.permissions, repositories })
  }
  return facts
}
