/** How many items of a list are not shown, and why. */
export function Withheld({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <p className="text-warn mt-3 font-medium">
      {count === 1 ? 'One item is' : `${count} items are`} withheld: the patient's consent does not cover you.
    </p>
  )
}
