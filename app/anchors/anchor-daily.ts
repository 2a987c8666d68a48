import { readHeadLines } from '../database/read-record.ts'
import type { Store } from '../database/store.ts'
import { anchorInGit, type GitAnchoring } from './anchor-in-git.ts'

export interface DailyAnchor {
  /** Anchors where this day has no anchor yet; asked again and again, it is done once. */
  readonly run: () => Promise<void>
  /** What the health page says; undefined: the last attempt went well. */
  readonly remark: () => string | undefined
}

/** Keeps the newest heads elsewhere, once a day. @param anchoring undefined: nowhere */
export function createDailyAnchor(
  store: Pick<Store, 'database'>,
  anchoring: GitAnchoring | undefined,
  now: () => Date,
): DailyAnchor {
  let done: string | undefined
  let remark: string | undefined
  return {
    run: async () => {
      const day = now().toISOString().slice(0, 10)
      if (anchoring === undefined || done === day) return
      try {
        const lines: string[] = []
        for await (const line of readHeadLines(store, 'everything', {}, false))
          lines.push(`${JSON.stringify(line)}\n`)
        await anchorInGit(anchoring, lines, now())
        done = day
        remark = undefined
      } catch (error) {
        remark = `The audit log has no anchor of ${day}${done === undefined ? '' : `; the last is of ${done}`}: ${error instanceof Error ? error.message : ''}`
        throw error
      }
    },
    remark: () => remark,
  }
}
