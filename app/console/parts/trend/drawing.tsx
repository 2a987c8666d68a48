import { scaleLinear, scalePoint } from 'd3-scale'
import { area, curveMonotoneX, line } from 'd3-shape'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import type { Trend } from './trend.ts'
import styles from './trend.module.css'

const height = 220
const margin = { top: 8, right: 12, bottom: 24, left: 44 }
const dayNames = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' })

/** Hidden from who hears the page: they have the table. */
export default function Drawing({ trend: { days, series } }: { readonly trend: Trend }) {
  const [width, box] = useWidth()
  const [pointed, setPointed] = useState<number>()
  const most = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const x = scalePoint(days, [margin.left, Math.max(width - margin.right, margin.left + 1)])
  const y = scaleLinear([0, most], [height - margin.bottom, margin.top]).nice(4)
  const at = (index: number): number => x(days[index] ?? '') ?? 0
  const defined = (value: number | null): value is number => value !== null
  const stroke = line<number | null>(
    (_, index) => at(index),
    (value) => y(value ?? 0),
  )
    .defined(defined)
    .curve(curveMonotoneX)
  const fill = area<number | null>(
    (_, index) => at(index),
    y(0),
    (value) => y(value ?? 0),
  )
    .defined(defined)
    .curve(curveMonotoneX)
  const point = ({ clientX, currentTarget }: PointerEvent<SVGSVGElement>): void => {
    const inside = clientX - currentTarget.getBoundingClientRect().left - margin.left
    const index = Math.round((inside / Math.max(1, width - margin.left - margin.right)) * (days.length - 1))
    setPointed(Math.max(0, Math.min(days.length - 1, index)))
  }
  const labelled = Math.max(1, Math.ceil(days.length / Math.max(2, Math.floor(width / 110))))
  return (
    <div ref={box} className={styles.box}>
      <svg
        width={width}
        height={height}
        aria-hidden="true"
        onPointerMove={point}
        onPointerLeave={() => setPointed(undefined)}
      >
        {y.ticks(4).map((value) => (
          <g key={value} className={styles.tick}>
            <line x1={margin.left} x2={width - margin.right} y1={y(value)} y2={y(value)} />
            <text x={margin.left - 8} y={y(value)} dy="0.32em" textAnchor="end">
              {value.toLocaleString('en')}
            </text>
          </g>
        ))}
        {days.map((day, index) =>
          (days.length - 1 - index) % labelled === 0 ? (
            <text
              key={day}
              className={styles.day}
              x={at(index)}
              y={height - 6}
              textAnchor={index === days.length - 1 ? 'end' : 'middle'}
            >
              {dayNames.format(new Date(day))}
            </text>
          ) : null,
        )}
        {series.map(({ name, tone, values }) => (
          <g key={name} className={styles[tone]}>
            {series.length === 1 && <path className={styles.area} d={fill(values) ?? ''} />}
            <path className={styles.line} d={stroke(values) ?? ''} />
          </g>
        ))}
        {pointed !== undefined && (
          <line
            className={styles.pointer}
            x1={at(pointed)}
            x2={at(pointed)}
            y1={margin.top}
            y2={height - margin.bottom}
          />
        )}
        {pointed !== undefined &&
          series.map(({ name, tone, values }) => {
            const value = values[pointed] ?? null
            return value === null ? null : (
              <circle
                key={name}
                className={`${styles[tone]} ${styles.dot}`}
                cx={at(pointed)}
                cy={y(value)}
                r={4}
              />
            )
          })}
      </svg>
      {pointed !== undefined && (
        <div
          className={styles.told}
          style={{ left: Math.min(Math.max(at(pointed), 80), Math.max(80, width - 80)) }}
        >
          <strong>{dayNames.format(new Date(days[pointed] ?? ''))}</strong>
          {series.map(({ name, tone, values }) => (
            <span key={name} className={styles[tone]}>
              {name}: {values[pointed]?.toLocaleString('en') ?? 'not known'}
            </span>
          ))}
        </div>
      )}
    </div>
  )
}

/** As wide as there is room. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const watched = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    if (box.current) watched.observe(box.current)
    return () => watched.disconnect()
  }, [])
  return [width, box] as const
}
