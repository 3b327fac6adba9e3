import { useLayoutEffect, useRef, useState } from 'react'

type Draw = typeof import('./katex').draw
let draw: Draw | null = null

/** A formula; as it was written, until the part that draws formulas is loaded. */
export function Formula({ formula, display }: { formula: string; display: boolean }) {
  const place = useRef<HTMLSpanElement>(null)
  const [isLoaded, setLoaded] = useState(draw !== null)
  useLayoutEffect(() => {
    let isHere = true
    if (!draw)
      void import('./katex').then(
        (m) => {
          draw = m.draw
          if (isHere) setLoaded(true)
        },
        () => {},
      )
    return () => {
      isHere = false
    }
  }, [])
  useLayoutEffect(() => {
    if (!place.current) return
    if (draw) draw(formula, place.current, display)
    else place.current.textContent = formula
  }, [formula, display, isLoaded])
  return <span ref={place} dir="ltr" className={display ? 'formula display' : 'formula'} />
}
