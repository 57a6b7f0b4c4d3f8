// The files of the styles, in the order in which they become one: what stands further below wins.
export const styles = ["scale", "main", "shop", "face", "backoffice", "frame", "grid", "shared", "hands", "paper"].map((name) => `style/${name}.css`);
