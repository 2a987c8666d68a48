import type { Schema } from '../api.ts'
import styles from './connections.module.css'
import { ControlLabel } from './control-label.tsx'
import { Mood, type MoodTone } from './mood.tsx'
import { pathWords } from './path-words.ts'

type Connection = Schema<'Connection'>

/** Never "not connected": of one path only that nothing is seen of it. */
const states: Readonly<Record<Connection['state'], readonly [string, MoodTone]>> = {
  connected: ['Connected', 'danger'],
  possible: ['Possible', 'attention'],
  unknown: ['Not known', 'muted'],
  'not-seen': ['Not seen', 'muted'],
}
const order: readonly Connection['state'][] = ['connected', 'possible', 'unknown', 'not-seen']

/** The ways of Claude into a repository: what is seen of each, by what, and what can be done about it. */
export function Connections({ connections }: { readonly connections: readonly Connection[] }) {
  const sorted = connections.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
  return (
    <ul className={styles.list}>
      {sorted.map((connection) => (
        <Row key={`${connection.assistant} ${connection.path}`} connection={connection} />
      ))}
    </ul>
  )
}

function Row({
  connection: { assistant, path, state, control, evidence, why },
}: {
  readonly connection: Connection
}) {
  const [word, tone] = states[state]
  const isSeen = state === 'connected' || state === 'possible'
  return (
    <li className={styles.row}>
      <div>
        <b>{pathWords[path] ?? path}</b>
        {assistant !== 'claude' && <span className={styles.more}> of {assistant}</span>}
        {evidence.length > 0 && (
          <ul className={styles.evidence}>
            {evidence.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        )}
        {why !== undefined && <div className={styles.more}>{why}</div>}
      </div>
      <div className={styles.labels}>
        <Mood tone={tone}>{word}</Mood>
        {isSeen && <ControlLabel control={control} />}
      </div>
    </li>
  )
}
