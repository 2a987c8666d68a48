import type { ScanResult } from '../scanner/scan.ts'
import { openCommit } from './gather/open-commit.ts'
import { type Access, type Opened, openRange, type OpenRange, type Unreadable } from './gather/open-range.ts'
import type { Change, Whole } from './subject.ts'

/**
 * Opens what a run is about, hands it to `use`, and closes it whatever happens.
 * @returns why not, for people, where it cannot be had
 */
export async function lookAt<T extends object>(
  subject: Change | Whole,
  access: Access,
  use: (opened: OpenRange | Opened<ScanResult>) => Promise<T>,
): Promise<T | Unreadable> {
  const opened =
    subject.kind === 'whole' ? await openCommit(subject.head, access) : await openRange(subject, access)
  if ('problem' in opened) return opened
  try {
    return await use(opened)
  } finally {
    opened.close()
  }
}
