import { SearchIcon } from '@primer/octicons-react'
import { TextInput } from '@primer/react'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useId, useState } from 'react'
import { OutcomeLabel } from '../parts/outcome-label.tsx'
import { useFoundRepositories } from './use-found-repositories.ts'
import styles from './search-box.module.css'

const inputId = 'search-repositories'

export const focusSearch = (): void => document.getElementById(inputId)?.focus()

/** Jumps to a repository by a part of its name; the last entry leads to the whole list. */
export function SearchBox() {
  const navigate = useNavigate()
  const listId = useId()
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const { found, isSettled } = useFoundRepositories(text)
  const isShown = isOpen && text.trim() !== ''
  const last = found.length

  const close = (): void => {
    setText('')
    setOpen(false)
    document.getElementById(inputId)?.blur()
  }
  const choose = (at: number): void => {
    const repository = found[at]
    const search = text.trim()
    close()
    if (repository) void navigate({ to: '/repositories/$repository', params: { repository: repository.id } })
    else void navigate({ to: '/repositories', search: { search } })
  }
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => setActive(Math.min(active + 1, last)),
    ArrowUp: () => setActive(Math.max(active - 1, 0)),
    Enter: () => choose(isSettled ? active : last),
    Escape: close,
  }
  const hear = (event: KeyboardEvent): void => {
    const does = keys[event.key]
    if (!does || (event.key !== 'Escape' && !isShown)) return
    event.preventDefault()
    does()
  }
  return (
    <div className={styles.box} role="search">
      <TextInput
        id={inputId}
        block
        leadingVisual={SearchIcon}
        placeholder="Search repositories"
        aria-label="Search repositories"
        trailingVisual={<kbd className={styles.key}>/</kbd>}
        role="combobox"
        aria-expanded={isShown}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(isShown && { 'aria-activedescendant': `${listId}-${active}` })}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
          setOpen(true)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={hear}
      />
      <ul id={listId} className={styles.found} role="listbox" aria-label="Repositories" hidden={!isShown}>
        {found.map(({ id, organization, name, outcome }, at) => (
          <li
            key={id}
            id={`${listId}-${at}`}
            className={styles.one}
            role="option"
            aria-selected={at === active}
            // Before the field loses the focus, which closes the list.
            onMouseDown={() => choose(at)}
            onMouseEnter={() => setActive(at)}
          >
            <span className={styles.repository}>
              <span className={styles.owner}>{organization.login}/</span>
              {name}
            </span>
            <OutcomeLabel outcome={outcome} />
          </li>
        ))}
        <li
          id={`${listId}-${last}`}
          className={styles.one}
          role="option"
          aria-selected={active === last}
          onMouseDown={() => choose(last)}
          onMouseEnter={() => setActive(last)}
        >
          {isSettled && last === 0
            ? 'Nothing is called so. Show the list'
            : `All that are called “${text.trim()}”`}
        </li>
      </ul>
    </div>
  )
}
