// The response goes on by itself; without script its button is pressed.
document.getElementById('onward').submit()
