import { CheckCircleFillIcon, type Icon, QuestionIcon, XCircleFillIcon } from '@primer/octicons-react'
import type { Schema } from '../api.ts'
import styles from './reasons.module.css'

type Reason = Schema<'Reason'>

const looks: Readonly<Record<Reason['state'], readonly [string, Icon, string | undefined]>> = {
  met: ['Met', CheckCircleFillIcon, styles.met],
  unmet: ['Not met', XCircleFillIcon, styles.unmet],
  unknown: ['Not known', QuestionIcon, styles.unknown],
}

/** Why a decision is as it is: what was found, and what the policy wants. What is not met comes first. */
export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const order: readonly Reason['state'][] = ['unmet', 'unknown', 'met']
  return (
    <table className={styles.reasons}>
      <thead>
        <tr>
          <th scope="col">
            <span className={styles.hidden}>State</span>
          </th>
          <th scope="col">Check</th>
          <th scope="col">Found</th>
          <th scope="col">Wanted</th>
        </tr>
      </thead>
      <tbody>
        {reasons
          .toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
          .map((reason) => (
            <Row key={`${reason.check} ${reason.found} ${reason.wanted}`} reason={reason} />
          ))}
      </tbody>
    </table>
  )
}

function Row({ reason: { check, state, found, wanted, todo, advisory } }: { readonly reason: Reason }) {
  const [word, StateIcon, style] = looks[state]
  return (
    <tr>
      <td className={style}>
        <StateIcon aria-label={word} />
      </td>
      <th scope="row">
        <code>{check}</code>
        {advisory && <small className={styles.note}>decides nothing</small>}
      </th>
      <td data-label="Found">{found}</td>
      <td data-label="Wanted">
        {wanted}
        {todo !== undefined && state !== 'met' && <small className={styles.note}>{todo}</small>}
      </td>
    </tr>
  )
}
