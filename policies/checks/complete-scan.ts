import { z } from 'zod'
import type { NotScanned } from '../../scanner/engine/finding.ts'
import { defineCheck, met, unreadable } from './check.ts'

/** What the policy itself leaves out (`scanning.ignore`); reports still say how much that is. */
const ignoredByPolicy = 'ignored-by-policy'

export const completeScan = defineCheck({
  name: 'completeScan',
  id: 'complete-scan',
  needs: 'scan',
  setting: z
    .strictObject({
      except: z
        .array(
          z
            .string()
            .regex(/^[a-z][a-z0-9-]{0,60}$/, 'Write the code that the scan reports, such as `submodule`.'),
        )
        .max(50)
        .default([])
        .describe(
          'Codes of what may stay unscanned, as the scan reports them: `submodule`, `lfs-pointer`, …',
        ),
    })
    .describe(
      'Everything that should have been scanned was scanned. What was not makes the answer "unknown", never "clean".',
    ),
  wanted: ({ except }) =>
    except.length === 0
      ? 'everything could be scanned'
      : `everything could be scanned, apart from what is marked ${except.join(', ')}`,
  judge: ({ except }, { facts }) => {
    const { scan } = facts
    if (!scan.known) return unreadable(scan.why, 'Scan the repository, then check again.')
    const { files, notScanned } = scan.value.coverage
    const missed = notScanned.filter(({ code }) => code !== ignoredByPolicy && !except.includes(code))
    if (missed.length > 0)
      return {
        state: 'unknown',
        found: `${missed.length} not scanned (${codesOf(missed)})`,
        todo: 'See what was not scanned and why, make it readable, then check again.',
      }
    if (notScanned.length === 0) return met('nothing was left out')
    // Leaving out the only folder there is leaves out everything, however narrow the pattern looks.
    if (files === 0 && notScanned.some(({ code }) => code === ignoredByPolicy))
      return unreadable(
        'the policy leaves out every file',
        'Let `scanning.ignore` in the policy leave out less.',
      )
    return met(`nothing but what the policy leaves out (${codesOf(notScanned)})`)
  },
})

const codesOf = (places: readonly NotScanned[]): string =>
  [...new Set(places.map(({ code }) => code))].toSorted().join(', ')
