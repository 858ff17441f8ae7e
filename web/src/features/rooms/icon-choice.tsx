import { ROOM_ICON_NAMES, RoomIcon } from '../../components/room-icon.tsx';
import { useText } from '../../lib/i18n.ts';

export function IconChoice({ value, onChange }: { value: string; onChange: (icon: string) => void }) {
  const text = useText();
  return (
    <fieldset className="icon-choice">
      <legend>{text('room.icon')}</legend>
      {ROOM_ICON_NAMES.map((icon) => (
        <button
          key={icon}
          type="button"
          aria-label={text(`icon.${icon}`)}
          title={text(`icon.${icon}`)}
          aria-pressed={value === icon}
          onClick={() => onChange(icon)}
        >
          <RoomIcon icon={icon} room={0} size={36} />
        </button>
      ))}
    </fieldset>
  );
}
