import "./door.js";
