import { SearchIcon, SortDescIcon, TriangleDownIcon, XIcon } from '@primer/octicons-react'
import { ActionList, ActionMenu, Button, TextInput } from '@primer/react'
import { type ReactNode, useEffect, useState } from 'react'
import { type FilterChoice, type Filtering, type Filters, isNarrowed, toggled } from '../filters.ts'
import styles from './filter-bar.module.css'
import { useSettled } from './use-settled.ts'

interface FilterBarProps {
  readonly filters: Filters
  readonly filtering: Filtering
  readonly onChange: (next: Filtering, how?: { readonly isTyping: boolean }) => void
  /** At its end: how many were found, say. */
  readonly children?: ReactNode
}

/** Searches, narrows and sorts a list. It keeps nothing itself: see `use-filtering.ts`. */
export function FilterBar({ filters, filtering, onChange, children }: FilterBarProps) {
  return (
    <div className={styles.bar} role="group" aria-label="Filter the list">
      {filters.search !== undefined && (
        <SearchField label={filters.search} filtering={filtering} onChange={onChange} />
      )}
      {filters.choices.map((choice) => (
        <ChoiceMenu key={choice.name} choice={choice} filtering={filtering} onChange={onChange} />
      ))}
      {isNarrowed(filtering) && (
        <Button
          variant="invisible"
          leadingVisual={XIcon}
          onClick={() => onChange({ ...filtering, search: '', chosen: {} })}
        >
          Clear
        </Button>
      )}
      <div className={styles.end}>
        {children}
        {filters.orders.length > 1 && (
          <OrderMenu filters={filters} filtering={filtering} onChange={onChange} />
        )}
      </div>
    </div>
  )
}

type PartProps = Pick<FilterBarProps, 'filtering' | 'onChange'>

function SearchField({ label, filtering, onChange }: PartProps & { readonly label: string }) {
  const [text, setText] = useState(filtering.search)
  const settled = useSettled(text, 250)
  // Changed from outside: by going back, or by clearing.
  useEffect(() => setText(filtering.search), [filtering.search])
  useEffect(() => {
    if (settled !== filtering.search) onChange({ ...filtering, search: settled }, { isTyping: true })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only what was written asks anew
  }, [settled])
  return (
    <TextInput
      className={styles.search}
      leadingVisual={SearchIcon}
      placeholder={label}
      aria-label={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  )
}

function ChoiceMenu({ choice, filtering, onChange }: PartProps & { readonly choice: FilterChoice }) {
  const chosen = filtering.chosen[choice.name] ?? []
  const named = choice.options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label)
  return (
    <ActionMenu>
      <ActionMenu.Button className={named.length > 0 ? styles.chosen : undefined}>
        {choice.label}
        {named.length > 0 ? `: ${named.join(', ')}` : choice.otherwise && `: ${choice.otherwise}`}
      </ActionMenu.Button>
      <ActionMenu.Overlay width="small">
        <ActionList
          selectionVariant={choice.several === true ? 'multiple' : 'single'}
          aria-label={choice.label}
        >
          {choice.options.map(({ value, label }) => (
            <ActionList.Item
              key={value}
              selected={chosen.includes(value)}
              onSelect={() => onChange(toggled(filtering, choice, value))}
            >
              {label}
            </ActionList.Item>
          ))}
        </ActionList>
      </ActionMenu.Overlay>
    </ActionMenu>
  )
}

function OrderMenu({ filters, filtering, onChange }: PartProps & { readonly filters: Filters }) {
  const current = filters.orders.find(({ value }) => value === filtering.order)
  return (
    <ActionMenu>
      <ActionMenu.Anchor>
        <Button variant="invisible" leadingVisual={SortDescIcon} trailingAction={TriangleDownIcon}>
          {current?.label}
        </Button>
      </ActionMenu.Anchor>
      <ActionMenu.Overlay width="small" align="end">
        <ActionList selectionVariant="single" aria-label="Order">
          {filters.orders.map(({ value, label }) => (
            <ActionList.Item
              key={value}
              selected={value === filtering.order}
              onSelect={() => onChange({ ...filtering, order: value })}
            >
              {label}
            </ActionList.Item>
          ))}
        </ActionList>
      </ActionMenu.Overlay>
    </ActionMenu>
  )
}
