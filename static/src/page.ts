// Plain pages work without this; it only makes them nicer.
export {};
