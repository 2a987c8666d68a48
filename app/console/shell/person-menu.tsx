import { CommandPaletteIcon, GearIcon, PersonIcon, SignOutIcon } from '@primer/octicons-react'
import { ActionList, ActionMenu, Avatar } from '@primer/react'
import { useState } from 'react'
import { RouterLink } from '../parts/router-link.tsx'
import { useMe } from '../queries.ts'
import { signOut } from './sign-out.ts'
import styles from './person-menu.module.css'

/** Who is signed in, and what is about them. */
export function PersonMenu({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const me = useMe()
  // A GitHub host may be behind a network that this browser is not in.
  const [isMissing, setMissing] = useState(false)
  const called = me?.login ?? me?.name ?? 'You'
  return (
    <ActionMenu>
      <ActionMenu.Anchor>
        <button type="button" className={styles.person} aria-label={`${called}: menu`}>
          {me?.avatarUrl && !isMissing ? (
            <Avatar src={me.avatarUrl} size={32} alt="" onError={() => setMissing(true)} />
          ) : (
            <PersonIcon />
          )}
        </button>
      </ActionMenu.Anchor>
      <ActionMenu.Overlay width="medium" align="end">
        <ActionList>
          <ActionList.Group>
            <ActionList.GroupHeading>
              Signed in as {called}
              {me?.name && me.name !== called ? ` (${me.name})` : ''}
            </ActionList.GroupHeading>
            <ActionList.LinkItem as={RouterLink} href="/settings">
              <ActionList.LeadingVisual>
                <GearIcon />
              </ActionList.LeadingVisual>
              Settings
            </ActionList.LinkItem>
            <ActionList.Item onSelect={onShortcuts}>
              <ActionList.LeadingVisual>
                <CommandPaletteIcon />
              </ActionList.LeadingVisual>
              Keyboard shortcuts
              <ActionList.TrailingVisual>?</ActionList.TrailingVisual>
            </ActionList.Item>
          </ActionList.Group>
          <ActionList.Divider />
          <ActionList.Item onSelect={() => void signOut()}>
            <ActionList.LeadingVisual>
              <SignOutIcon />
            </ActionList.LeadingVisual>
            Sign out
          </ActionList.Item>
        </ActionList>
      </ActionMenu.Overlay>
    </ActionMenu>
  )
}
