import type { NotScanned } from '../../scanner/engine/finding.ts'
import { escapeSarifMessage } from '../escape/sarif-message.ts'
import { escapeInvisible } from '../escape/visible.ts'
import type { Report } from '../report.ts'
import { count } from '../wording.ts'
import { artifactLocation } from './result.ts'

/**
 * How the run went. It is successful also where something was not scanned: viewers take `false` for a crash and hide the
 * results. Each such place is a warning.
 */
export function sarifInvocation(report: Report, leftOut: number) {
  const { scannedAt, duration, coverage } = report
  const start = new Date(scannedAt).getTime()
  const times = Number.isNaN(start)
    ? {}
    : { startTimeUtc: new Date(start).toISOString(), endTimeUtc: new Date(start + duration).toISOString() }
  const notifications = [...coverage.notScanned.map(notScannedNotification), ...leftOutNotification(leftOut)]
  const { files, bytes, commits, blobs } = coverage
  return {
    executionSuccessful: true,
    ...times,
    ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
    properties: { files, bytes, commits, blobs, notScanned: coverage.notScanned.length },
  }
}

const notScannedNotification = ({ path, code, reason }: NotScanned) => ({
  descriptor: { id: escapeInvisible(code) },
  level: 'warning',
  message: {
    text: escapeSarifMessage(path === '' ? `Not scanned: ${reason}` : `Not scanned: ${path}. ${reason}`),
  },
  ...(path === '' ? {} : { locations: [{ physicalLocation: { artifactLocation: artifactLocation(path) } }] }),
})

function leftOutNotification(leftOut: number) {
  if (leftOut === 0) return []
  const text = `${count(leftOut, 'result')} of lower severity left out: GitHub accepts 25,000 in one run. With --all the file has them all.`
  return [{ descriptor: { id: 'results-left-out' }, level: 'warning', message: { text } }]
}
