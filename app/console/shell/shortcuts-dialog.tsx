import { Checkbox, Dialog, FormControl } from '@primer/react'
import type { Shortcut } from '../keyboard/sequences.ts'
import styles from './shortcuts-dialog.module.css'

/** Of lists, which run them only while they have the focus. */
const ofLists = [
  { keys: 'j', does: 'Next row' },
  { keys: 'k', does: 'Previous row' },
  { keys: 'x', does: 'Select the row' },
  { keys: 'Enter', does: 'Open the row' },
]

interface ShortcutsDialogProps {
  readonly shortcuts: readonly Shortcut[]
  readonly areOn: boolean
  readonly onSwitch: (areOn: boolean) => void
  readonly onClose: () => void
}

export default function ShortcutsDialog({ shortcuts, areOn, onSwitch, onClose }: ShortcutsDialogProps) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} width="large">
      <div className={styles.columns}>
        <Table title="Everywhere" rows={shortcuts} />
        <Table title="In lists" rows={ofLists} />
      </div>
      <FormControl>
        <Checkbox checked={areOn} onChange={(event) => onSwitch(event.target.checked)} />
        <FormControl.Label>Listen everywhere</FormControl.Label>
        <FormControl.Caption>
          Switch it off where you speak to your computer, or press keys by chance. Lists listen only while
          they have the focus.
        </FormControl.Caption>
      </FormControl>
    </Dialog>
  )
}

interface TableProps {
  readonly title: string
  readonly rows: readonly { readonly keys: string; readonly does: string }[]
}

function Table({ title, rows }: TableProps) {
  return (
    <section>
      <h2 className={styles.title}>{title}</h2>
      <dl className={styles.rows}>
        {rows.map(({ keys, does }) => (
          <div key={keys} className={styles.row}>
            <dt>{does}</dt>
            <dd className={styles.keys}>
              {keys.split(' ').map((key) => (
                <kbd key={key} className={styles.key}>
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
