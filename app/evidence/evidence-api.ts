import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { EvidenceApi } from '../api/v1/resources/evidence.ts'
import type { Scope } from '../database/scope.ts'
import type { Sealer } from '../database/sealed.ts'
import { openSigningKey } from '../database/signing-key.ts'
import type { Store } from '../database/store.ts'
import type { ViewerScope } from '../enforcement/members/viewer.ts'
import { makePack } from './make-pack.ts'
import { filesOf } from './pack-of.ts'
import { zipOf } from './write-zip.ts'

export interface EvidenceParts {
  readonly store: Store
  readonly sealer: Sealer
  readonly sweepMinutes: number
  readonly version: string
  readonly now: () => Date
  /** What is left of a scope in one organization. */
  readonly within: (scope: ViewerScope, organization: string) => Scope
}

/** Makes packs for whoever may export the record. One at a time in a process: each reads all of it. */
export function createEvidenceApi(parts: EvidenceParts): EvidenceApi {
  let turn: Promise<void> = Promise.resolve()
  return {
    pack: async function* ({ scope }, { organization, from, to }) {
      const before = turn
      let isOver = (): void => {}
      turn = new Promise((resolve) => (isOver = resolve))
      await before
      const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-evidence-'))
      try {
        await fill(parts, folder, { scope: parts.within(scope, organization), from, to })
        yield* zipOf(folder, filesOf(folder))
      } finally {
        // Also where whoever takes it has gone.
        rmSync(folder, { recursive: true, force: true })
        isOver()
      }
    },
  }
}

async function fill(
  { store, sealer, sweepMinutes, version, now }: EvidenceParts,
  folder: string,
  { scope, from, to }: { readonly scope: Scope; readonly from: Date; readonly to: Date | undefined },
): Promise<void> {
  const key = await openSigningKey(store, sealer)
  const at = now()
  const end = to && to < at ? to : at
  await makePack({ store, scope, selection: {}, from, to: end, sweepMinutes, key, version, now: at, folder })
}
