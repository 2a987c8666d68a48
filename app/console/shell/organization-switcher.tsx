import { OrganizationIcon } from '@primer/octicons-react'
import { ActionList, ActionMenu } from '@primer/react'
import { useNavigate } from '@tanstack/react-router'
import type { Schema } from '../api.ts'
import { useOrganizations } from '../queries.ts'
import { useOrganization } from './use-organization.ts'
import styles from './organization-switcher.module.css'

/** Which organization is looked at; where there is one only, its name. */
export function OrganizationSwitcher() {
  const organizations = useOrganizations()
  const current = useOrganization()
  const navigate = useNavigate()
  const choose = (organization: string | undefined): void =>
    void navigate({
      to: '.',
      search: () => (organization === undefined ? { organization: '' } : { organization }),
    })
  const severalHosts = new Set(organizations.map(({ host }) => host)).size > 1
  return (
    <ActionMenu>
      <ActionMenu.Button variant="invisible" leadingVisual={OrganizationIcon} className={styles.button}>
        <span className={styles.name}>{current?.login ?? 'All organizations'}</span>
      </ActionMenu.Button>
      <ActionMenu.Overlay width="medium" className={styles.menu}>
        <ActionList selectionVariant="single" aria-label="Organization">
          <ActionList.Item selected={current === undefined} onSelect={() => choose(undefined)}>
            All organizations
          </ActionList.Item>
          <ActionList.Divider />
          {organizations.map((one) => (
            <ActionList.Item key={one.id} selected={one.id === current?.id} onSelect={() => choose(one.id)}>
              {one.login}
              {severalHosts && <ActionList.Description>{one.host}</ActionList.Description>}
              {stateOf(one) && <ActionList.TrailingVisual>{stateOf(one)}</ActionList.TrailingVisual>}
            </ActionList.Item>
          ))}
        </ActionList>
      </ActionMenu.Overlay>
    </ActionMenu>
  )
}

const stateOf = ({ isLeaving, isSuspended, isPaused }: Schema<'Organization'>): string | undefined =>
  isLeaving ? 'leaving' : isSuspended ? 'suspended' : isPaused ? 'paused' : undefined
