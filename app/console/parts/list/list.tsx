import { Button } from '@primer/react'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { ProblemBanner } from '../problem-banner.tsx'
import { CheckBox } from './check-box.tsx'
import { actOf } from './list-keys.ts'
import styles from './list.module.css'
import { none, toggledAll, toggledKey, withinList } from './selection.ts'
import { SkeletonRow } from './skeleton-row.tsx'
import type { Pages } from './use-pages.ts'

interface ListProps<Row> {
  /** What its rows are: `Repositories`. */
  readonly label: string
  readonly pages: Pages<Row>
  readonly keyOf: (row: Row) => string
  /** In pixels, at least: rows of a narrow screen may be higher, and are measured. */
  readonly rowHeight: number
  readonly children: (row: Row) => ReactNode
  readonly onOpen?: (row: Row) => void
  /** Told which row has the focus, for shortcuts of the page that are about it. */
  readonly onFocusRow?: (row: Row) => void
  /** Buttons for what is selected; undefined: nothing can be. @param clear selects nothing any more */
  readonly actions?: (selected: readonly Row[], clear: () => void) => ReactNode
  /** An `EmptyState`. */
  readonly empty: ReactNode
}

/** So many are shown until the first answer: about a screen, so that nothing moves when it comes. */
const skeletons = 12
/** Rows beyond the screen, so that fast scrolling shows no gaps. */
const beyond = 12

/** A list of any length. Only the rows about the screen exist; pages are fetched before their rows are reached. */
export function List<Row>(props: ListProps<Row>) {
  const { label, pages, empty } = props
  if (pages.state === 'failed') return <ProblemBanner error={pages.error} onRetry={pages.retry} />
  if (pages.state === 'loading')
    return (
      <div className={styles.list} aria-busy="true" aria-label={`${label} are loading`} role="status">
        {Array.from({ length: skeletons }, (_, at) => (
          <SkeletonRow key={at} height={props.rowHeight} />
        ))}
      </div>
    )
  if (pages.rows.length === 0) return <div className={styles.list}>{empty}</div>
  return <Rows {...props} />
}

function Rows<Row>({
  label,
  pages,
  keyOf,
  rowHeight,
  children,
  onOpen,
  onFocusRow,
  actions,
}: ListProps<Row>) {
  const { rows, hasMore } = pages
  const keys = rows.map(keyOf)
  const [selection, select] = useState(none)
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  // The last one stands for those that are not there yet.
  const virtual = useWindowVirtualizer({
    count: rows.length + (hasMore ? 1 : 0),
    estimateSize: () => rowHeight,
    overscan: beyond,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: (index) => keys[index] ?? 'more',
  })
  const shown = virtual.getVirtualItems()
  const lastShown = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && !pages.hasFailedMore && lastShown >= rows.length - beyond) pages.fetchMore()
  })
  const selected = withinList(selection, keys)
  const clear = (): void => select(none)
  const goTo = (to: number): void => {
    setAt(to)
    // At once: the next key may come before the row has the focus.
    const row = rows[to]
    if (row) onFocusRow?.(row)
    virtual.scrollToIndex(to)
    // It may not exist before it is scrolled to.
    requestAnimationFrame(() => rowOf(list.current, to)?.focus({ preventScroll: true }))
  }
  const hear = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const isOnRow = event.target === rowOf(list.current, at)
    const act = actOf(event.key, at, rows.length)
    // Links and buttons in a row keep their own keys.
    if (!act || (!isOnRow && (act.kind === 'open' || event.key === ' '))) return
    const row = rows[at]
    if (act.kind === 'move') goTo(act.to)
    else if (act.kind === 'clear') clear()
    else if (act.kind === 'open' && row) onOpen?.(row)
    else if (act.kind === 'select' && actions) select(toggledKey(selection, keys[at]!))
    event.preventDefault()
  }
  return (
    <div className={`${styles.list} ${pages.isOld ? styles.old : ''}`}>
      {actions && (
        <div className={styles.selection}>
          <CheckBox
            label={`Select all ${label.toLowerCase()} that are loaded`}
            isChecked={selected.length > 0 && selected.length === keys.length}
            isPartly={selected.length > 0 && selected.length < keys.length}
            onChange={() => select(toggledAll(selection, keys))}
          />
          <span aria-live="polite">
            {selected.length === 0 ? label : `${selected.length.toLocaleString('en')} selected`}
          </span>
          {selected.length > 0 && (
            <div className={styles.actions}>
              {actions(
                rows.filter((row) => selection.has(keyOf(row))),
                clear,
              )}
            </div>
          )}
        </div>
      )}
      <div
        ref={list}
        role="grid"
        aria-label={label}
        aria-rowcount={hasMore ? -1 : rows.length}
        {...(actions && { 'aria-multiselectable': true })}
        className={styles.rows}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={hear}
      >
        {shown.map(({ index, start, key }) => {
          const row = rows[index]
          const place = { transform: `translateY(${start - virtual.options.scrollMargin}px)` }
          if (row === undefined)
            return (
              <div key={key} role="row" className={styles.place} style={place}>
                <div role="gridcell" className={styles.more}>
                  {pages.hasFailedMore ? (
                    <Button onClick={pages.retry}>The next ones could not be fetched. Try again</Button>
                  ) : (
                    <SkeletonRow height={rowHeight} />
                  )}
                </div>
              </div>
            )
          const isSelected = selection.has(keys[index]!)
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              role="row"
              data-index={index}
              aria-rowindex={index + 1}
              {...(actions && { 'aria-selected': isSelected })}
              tabIndex={index === at ? 0 : -1}
              className={`${styles.place} ${styles.row} ${isSelected ? styles.selected : ''}`}
              style={{ ...place, minHeight: rowHeight }}
              onFocus={() => {
                setAt(index)
                onFocusRow?.(row)
              }}
            >
              {actions && (
                <div role="gridcell" className={styles.box}>
                  <CheckBox
                    label="Select"
                    isChecked={isSelected}
                    isReachedByTab={false}
                    onChange={() => select(toggledKey(selection, keys[index]!))}
                  />
                </div>
              )}
              <div role="gridcell" className={styles.cell}>
                {children(row)}
              </div>
            </div>
          )
        })}
      </div>
    </div>
  )
}

const rowOf = (list: HTMLElement | null, index: number): HTMLElement | null =>
  list?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null
