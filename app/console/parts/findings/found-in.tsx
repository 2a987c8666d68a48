import { EyeIcon } from '@primer/octicons-react'
import { Link } from '@primer/react'
import { wayOf } from '../path-words.ts'
import { CheckBox } from '../list/check-box.tsx'
import { RouterLink } from '../router-link.tsx'
import { Day, Time } from '../time.tsx'
import { type Finding, FindingStateLabel } from './finding-state.tsx'
import styles from './found-in.module.css'

interface FoundInProps {
  readonly finding: Finding
  readonly isSelected: boolean
  readonly onSelect: () => void
}

/** A finding in one repository: each place, masked, and when Claude could read it. */
export function FoundIn({ finding, isSelected, onSelect }: FoundInProps) {
  const { repository, state, why, firstSeenAt, path, places, exposure } = finding
  const name = `${repository.owner}/${repository.name}`
  return (
    <li className={styles.item}>
      <CheckBox label={`Select ${name}, ${path}`} isChecked={isSelected} onChange={onSelect} />
      <div className={styles.body}>
        <div className={styles.head}>
          <RouterLink className={styles.name} href={`/repositories/${repository.id}`}>
            {name}
          </RouterLink>
          <FindingStateLabel state={state} />
          <span className={styles.more}>
            {repository.owners.length === 0 ? 'nobody is known to own it' : repository.owners.join(', ')}
            {' · found '}
            <Time at={firstSeenAt} />
          </span>
        </div>
        {why !== null && <p className={styles.why}>{why}</p>}
        <ul className={styles.places}>
          {places.map((place) => (
            <Place key={`${place.commit} ${place.line} ${place.excerpt}`} path={path} place={place} />
          ))}
        </ul>
        {exposure.map((one) => (
          <Exposure key={`${one.assistant} ${one.from}`} exposure={one} />
        ))}
      </div>
    </li>
  )
}

function Place({ path, place }: { readonly path: string; readonly place: Finding['places'][number] }) {
  const { line, excerpt, commit, page } = place
  const where = `${path}${line === null ? '' : `:${line}`}`
  return (
    <li className={styles.place}>
      <span className={styles.where}>
        {page?.startsWith('https://') ? (
          <Link href={page} inline target="_blank" rel="noreferrer">
            {where}
          </Link>
        ) : (
          where
        )}
        {commit !== null && (
          <span className={styles.more}>
            {' '}
            in commit <code>{commit.slice(0, 7)}</code>
          </span>
        )}
      </span>
      <code className={styles.excerpt}>{excerpt}</code>
    </li>
  )
}

function Exposure({ exposure }: { readonly exposure: Finding['exposure'][number] }) {
  const { assistant, state, from, beginIsKnown, until, paths } = exposure
  const who = assistant === 'claude' ? 'Claude' : assistant
  const isOver = until !== null
  const could =
    state === 'connected' ? (isOver ? 'could' : 'can') : isOver ? 'may have been able to' : 'may be able to'
  return (
    <p className={`${styles.exposure} ${isOver ? '' : styles.now}`}>
      <EyeIcon size={12} />
      <span>
        {who} {could} read it {isOver ? 'from' : 'since'} <Day at={from} />
        {!beginIsKnown && ' or earlier'}
        {isOver && (
          <>
            {' '}
            until <Day at={until} />
          </>
        )}
        {paths.length > 0 && `, by ${paths.map(wayOf).join(', ')}`}
      </span>
    </p>
  )
}
