import { sql } from 'kysely'
import type { AnswerMemory, AnswersPlace } from '../enforcement/remembered-answers.ts'
import type { Store } from './store.ts'

/** Keeps GitHub's answers in the database: one query to have all of a subject, and at most three to keep what changed. */
export function createAnswerMemory(store: Pick<Store, 'database' | 'transact'>): AnswerMemory {
  return {
    load: async ({ organization, installationId, subject }) => {
      const rows = await store.database
        .selectFrom('answers')
        .select(['request', 'etag', 'is_computable', 'body', 'link'])
        .select(sql<boolean>`used_on = current_date`.as('is_fresh'))
        .where('organization_id', '=', organization)
        .where('installation_id', '=', String(installationId))
        .where('subject', '=', subject)
        .execute()
      return new Map(
        rows.map(({ request, etag, is_computable: isComputable, body, link, is_fresh: isFresh }) => [
          request,
          { etag, isComputable, body, link, isFresh },
        ]),
      )
    },
    keep: async (place, changed, used) => {
      await store.transact(async ({ database }) => {
        await forgetOthers(database, place, [...changed.keys(), ...used])
        if (changed.size > 0) await write(database, place, changed)
        await touch(database, place, used)
      })
    },
  }
}

type Database = Parameters<Parameters<Store['transact']>[0]>[0]['database']

/** What was not asked for any more: a page behind a list's end, a branch that is not the default one now. */
async function forgetOthers(database: Database, place: AnswersPlace, kept: readonly string[]): Promise<void> {
  await database
    .deleteFrom('answers')
    .where('organization_id', '=', place.organization)
    .where('subject', '=', place.subject)
    .where(
      sql<boolean>`(installation_id <> ${String(place.installationId)} or not request = any(${sql.val([...kept])}::text[]))`,
    )
    .execute()
}

async function write(
  database: Database,
  { organization, installationId, subject }: AnswersPlace,
  changed: Parameters<AnswerMemory['keep']>[1],
): Promise<void> {
  await database
    .insertInto('answers')
    .values(
      [...changed].map(([request, { etag, isComputable, body, link }]) => ({
        organization_id: organization,
        installation_id: String(installationId),
        subject,
        request,
        etag,
        is_computable: isComputable,
        body,
        link,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'subject', 'request']).doUpdateSet((row) => ({
        installation_id: row.ref('excluded.installation_id'),
        etag: row.ref('excluded.etag'),
        is_computable: row.ref('excluded.is_computable'),
        body: row.ref('excluded.body'),
        link: row.ref('excluded.link'),
        used_on: sql`current_date`,
      })),
    )
    .execute()
}

async function touch(database: Database, place: AnswersPlace, used: readonly string[]): Promise<void> {
  if (used.length === 0) return
  await database
    .updateTable('answers')
    .set({ used_on: sql`current_date` })
    .where('organization_id', '=', place.organization)
    .where('subject', '=', place.subject)
    .where('request', 'in', [...used])
    .where('used_on', '<', sql<Date>`current_date`)
    .execute()
}

/** Forgets what nobody asked for since: repositories that have gone, organizations that were left. @returns how many */
export async function forgetAnswers({ database }: Pick<Store, 'database'>, before: Date): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('answers')
    .where('used_on', '<', sql<Date>`${before.toISOString()}::date`)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
