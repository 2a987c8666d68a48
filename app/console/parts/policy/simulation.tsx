import { ArrowRightIcon } from '@primer/octicons-react'
import type { Schema } from '../../api.ts'
import { Mood } from '../mood.tsx'
import { OutcomeLabel } from '../outcome-label.tsx'
import { Section } from '../section.tsx'
import { Nothing, Row, Rows } from '../settings/rows.tsx'
import styles from './policy.module.css'
import type { PolicyProblem } from './problems.ts'

type Preview = Schema<'PolicyPreview'>

const most = 100
const modes = { observe: 'observed', notify: 'told to owners', enforce: 'enforced' } as const

/** What a policy would change, by today's facts. */
export function Simulation({
  preview,
  problems,
}: {
  readonly preview: Preview
  readonly problems: readonly PolicyProblem[]
}) {
  return (
    <Section
      title={preview.isValid ? 'What it would change' : 'It is not valid'}
      note={
        preview.isValid
          ? `Compared with ${preview.current ?? 'what is in force'}, on what is known of ${plural(preview.repositories)} today. Nothing was changed.`
          : 'Were it merged, the last valid policy would stay in force.'
      }
    >
      {preview.isValid ? <Changes preview={preview} /> : <Problems problems={problems} />}
    </Section>
  )
}

export function Problems({ problems }: { readonly problems: readonly PolicyProblem[] }) {
  return (
    <Rows label="Problems">
      {problems.map(({ line, column, message }) => (
        <Row
          key={`${String(line)} ${String(column)} ${message}`}
          title={message}
          more={line === undefined ? undefined : `Line ${line}, column ${column}`}
        />
      ))}
    </Rows>
  )
}

function Changes({ preview }: { readonly preview: Preview }) {
  const { counts, modeChanges, changes, more, remarks, enforced } = preview
  const beyond = more + Math.max(0, changes.length - most)
  return (
    <>
      {enforced > 0 && (
        <p className={styles.warning}>
          <b>{plural(enforced)} would come to be enforced:</b> what is not allowed there is taken from Claude
          on GitHub.
        </p>
      )}
      {remarks.map((remark) => (
        <p key={remark} className={styles.remark}>
          {remark}
        </p>
      ))}
      {counts.length === 0 && modeChanges.length === 0 ? (
        <Nothing>Every repository stays as it is.</Nothing>
      ) : (
        <ul className={styles.counts}>
          {counts.map(({ before, after, repositories }) => (
            <li key={`${before} ${after}`}>
              <b>{repositories.toLocaleString('en')}</b>
              <OutcomeLabel outcome={before} />
              <ArrowRightIcon aria-label="become" />
              <OutcomeLabel outcome={after} />
            </li>
          ))}
          {modeChanges.map(({ before, after, repositories }) => (
            <li key={`${before} ${after}`}>
              <b>{repositories.toLocaleString('en')}</b>
              <Mood tone="muted">{modes[before]}</Mood>
              <ArrowRightIcon aria-label="become" />
              <Mood tone="accent">{modes[after]}</Mood>
            </li>
          ))}
        </ul>
      )}
      {changes.length > 0 && (
        <Rows label="Repositories that change">
          {changes.slice(0, most).map(({ repository, before, after, reasons }) => (
            <Row
              key={repository}
              title={repository}
              more={reasons
                .map(({ check, after: now }) =>
                  now ? `${check}: ${now.found}, wanted ${now.wanted}` : `${check} is no longer asked`,
                )
                .join(' · ')}
              end={
                <>
                  <OutcomeLabel outcome={before.outcome} />
                  <ArrowRightIcon aria-label="becomes" />
                  <OutcomeLabel outcome={after.outcome} />
                </>
              }
            />
          ))}
          {beyond > 0 && (
            <Row
              title={`${beyond.toLocaleString('en')} more`}
              more={
                <>
                  <code>gatehouse policy preview</code> lists all of them.
                </>
              }
            />
          )}
        </Rows>
      )}
    </>
  )
}

const plural = (count: number): string =>
  `${count.toLocaleString('en')} ${count === 1 ? 'repository' : 'repositories'}`
