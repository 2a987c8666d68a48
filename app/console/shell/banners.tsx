import { Banner } from '@primer/react'
import type { ReactNode } from 'react'
import type { Schema } from '../api.ts'
import { RouterLink } from '../parts/router-link.tsx'
import { useOrganizations } from '../queries.ts'
import { useOrganizationId } from './use-organization.ts'
import styles from './banners.module.css'

type Organization = Schema<'Organization'>

/** What holds everything up, or makes what is shown less than it seems: above every page. */
export function Banners() {
  const only = useOrganizationId()
  const looked = useOrganizations().filter(({ id }) => only === undefined || id === only)
  const told = kinds.flatMap((kind) => {
    const concerned = looked.filter(kind.concerns)
    return concerned.length > 0 ? [{ kind, concerned }] : []
  })
  if (told.length === 0) return null
  return (
    <div className={styles.banners}>
      {told.map(({ kind, concerned }) => (
        <Banner
          key={kind.title(concerned)}
          variant={kind.variant}
          title={kind.title(concerned)}
          description={kind.description(concerned)}
          layout="compact"
        />
      ))}
    </div>
  )
}

interface Kind {
  readonly variant: 'critical' | 'warning' | 'info'
  readonly concerns: (organization: Organization) => boolean
  readonly title: (concerned: readonly Organization[]) => string
  readonly description: (concerned: readonly Organization[]) => ReactNode
}

const namesOf = (concerned: readonly Organization[]): string =>
  concerned.length <= 3
    ? concerned.map(({ login }) => login).join(', ')
    : `${concerned[0]?.login} and ${concerned.length - 1} others`

const kinds: readonly Kind[] = [
  {
    variant: 'critical',
    concerns: ({ policy }) => policy.state === 'invalid' || policy.state === 'refused',
    title: (concerned) => `The policy of ${namesOf(concerned)} is not valid`,
    description: (concerned) => (
      <>
        The last valid version stays in force{concerned.length === 1 && <>: {concerned[0]?.policy.name}</>}.{' '}
        <RouterLink href="/policy">See what is wrong</RouterLink>
      </>
    ),
  },
  {
    variant: 'warning',
    concerns: ({ held }) => held > 0,
    title: (concerned) => {
      const held = concerned.reduce((sum, one) => sum + one.held, 0)
      return `${held.toLocaleString('en')} ${held === 1 ? 'change waits' : 'changes wait'} for a Gatehouse owner in ${namesOf(concerned)}`
    },
    description: (concerned) => (
      <>
        {concerned.length === 1
          ? (concerned[0]?.waits ?? 'Nothing of it is made before.')
          : 'Nothing of it is made before.'}{' '}
        <RouterLink href="/policy">See the changes</RouterLink>
      </>
    ),
  },
  {
    variant: 'warning',
    concerns: ({ isPaused }) => isPaused,
    title: (concerned) => `Gatehouse is paused in ${namesOf(concerned)}`,
    description: () => (
      <>
        It reads and decides, and changes nothing on GitHub.{' '}
        <RouterLink href="/settings">Settings</RouterLink>
      </>
    ),
  },
]
