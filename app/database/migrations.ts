import type { Migration } from 'kysely/migration'
import * as work from './migrations/0001-work.ts'

/** Every migration, in order. One that has been released is never changed. */
export const migrations: Readonly<Record<string, Migration>> = { '0001-work': work }
