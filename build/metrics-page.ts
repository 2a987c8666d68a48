import path from 'node:path'
import { metricList } from '../app/api/metrics.ts'

export const metricsPageFile = path.join(import.meta.dirname, '../docs/metrics.md')

const introduction = `# Health and metrics

\`/healthz\` says that the process lives, \`/readyz\` that it can do its work: 200, or 503 and for each thing that is in the way why. They
are on the pages' listener and on that of the metrics.

\`/metrics\` (Prometheus) names organizations, so it has a listener of its own: it is off until \`METRICS_PORT\` is set, and is heard on this
machine only unless \`METRICS_HOST\` says otherwise. Keep it inside your network. Next to those of Node itself (\`nodejs_…\`, \`process_…\`) it has these.
Figures of the database are the same in every process that shares it: take the maximum, not the sum.
Written by \`npm run generate\` from \`app/api/metrics.ts\`; do not edit.

| metric | kind | labels | what it says |
|---|---|---|---|
`

/** The page for people who run Gatehouse. */
export function metricsPage(): string {
  const rows = Object.entries(metricList).map(([name, { kind, labels, help }]) => {
    const shown = labels.map((label) => `\`${label}\``).join(', ')
    return `| \`${name}\` | ${kind} | ${shown} | ${help} |\n`
  })
  return introduction + rows.join('')
}
